"""Discord on loopback: REST, gateway, CDN and a page; to try and test the bot without Discord."""
