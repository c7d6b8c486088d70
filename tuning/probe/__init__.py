"""Does the tuned model give away what it was trained on? Attacks run, and attacks not run."""
