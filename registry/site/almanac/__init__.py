"""What happens when: the days that records give, for pages, the calendar and the feeds."""
