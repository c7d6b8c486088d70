"""What cleaning took out anywhere, searched for in everything that is left.

Basis: GDPR Art. 5(2), 24(1), 32(1)(d) (regular testing of the measures taken).
"""
