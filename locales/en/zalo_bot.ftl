### Zalo's Bot Platform, where there are no buttons and no files but by their address.

zalo-bot-unread = Zalo does not pass this kind of message on to the assistant. Please write words, send a photo or a voice message.
# $name - name of the file, $link - where it can be seen
file-link = { $name }: { $link }
file-link-expired = This link has expired. Please open the message in the chat with the assistant again.

## Why a message did not arrive: parts of a sentence

trouble-zalo-bot-full = the trial account on Zalo has as many people as it may have; use the commune’s Official Account
