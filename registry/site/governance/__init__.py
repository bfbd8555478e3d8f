"""What the pages of governance say beyond their records."""
