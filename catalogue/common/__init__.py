"""What every stage may use: findings, Indonesian words and numbers, days, links and cards, and a few tools."""
