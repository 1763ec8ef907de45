"""What has to survive: killed processes, a database that is away, a faulty Telegram, somebody who floods."""
