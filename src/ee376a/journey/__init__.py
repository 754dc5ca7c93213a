"""One message through all five projects, and what each hand-over costs."""
