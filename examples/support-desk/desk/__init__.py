"""The parts of the support-desk generator: scripts, people, numbers, noise, chats."""
