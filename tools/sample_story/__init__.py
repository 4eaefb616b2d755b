"""The invented company しずく日和 and ten weeks of its support desk, for the sample data."""
