"""What a training cost: speed, memory, energy, CO2, and operations against the AI Act's figures."""
