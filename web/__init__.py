"""The web pages: chat, hall screen, public results, staff board."""
