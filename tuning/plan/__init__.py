"""What a training would be, before it runs: sizes, memory, operations, time."""
