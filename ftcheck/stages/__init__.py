"""What each stage of a run does; `ftcheck/pipeline.py` says in which order and when."""
