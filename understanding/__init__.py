"""What people's messages are about: topic, kind, parts, likeness, personal data. It proposes; a person confirms."""
