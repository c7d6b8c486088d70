"""The benchmark of policy, anonymization, gate and evidence."""
