"""From the worker's reports to messages: every take is posted once, whatever dies between."""
