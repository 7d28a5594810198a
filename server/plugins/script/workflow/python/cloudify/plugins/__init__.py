"""What scripts use of the built-in workflows."""
