# One person in several chats.

channel-web = the web page
channel-telegram = Telegram
channel-zalo = Zalo
channel-zalo-bot = Zalo

link-button = Use on another channel too
# $code - code to type, $until - when it expires, $commune - name of the commune with its kind
link-code =
    Your linking code: { $code }
    Open the assistant of { $commune } on the other channel (Zalo, Telegram or the web page) and type this code. It works once, until { TIME($until) }. Please give it to nobody else.
# $links - links into the other channels, one a line
link-where =
    The other channel opens here:
    { $links }
# $channel - channel of the other chat, $name - name of its person
link-sure =
    Link with the chat on { $channel } of { $name }?
    Both will share opinions, roles, drafts and personal data. Only link if that chat is yours too.
link-yes = Link
link-no = Do not link
link-done = Linked. From now on you can use either channel; notices come to the one you used last.
# $number - number of the registration taken off the list, $name - name of the speaker
link-one-registration = You had registered twice to speak at one dialogue: the earlier number is kept, number { $number } ({ $name }) is withdrawn.
link-left = Not linked. Everything is as it was.
# $channel - channel of the chat that has come in
link-told = This chat was linked with a chat on { $channel }; they share opinions and roles. If it was not you who linked them, press “Not me, unlink”.
link-not-me = Not me, unlink
link-refused-unknown = This linking code is not right or no longer works. Please check it, or get a new one on the other channel: “My data”, then “Use on another channel too”.
link-refused-used = This linking code was used already. Please get a new one on the other channel.
link-refused-expired = This linking code has expired. Please get a new one on the other channel.
link-refused-same-chat = This code is to be typed on the other channel, not here.
link-refused-joined = These two chats are linked already.
link-refused-tries = Wrong codes were typed several times. Please try again in an hour.
# $when - from when it is allowed
link-refused-too-new = This channel was linked only lately, so it cannot unlink one that was there before. Please do it on the other channel, or wait until { TIME($when) } on { DATE($when) }.
link-refused-not-yours = That chat is no longer linked with you.
link-chats = The channels you use together:
# $channel - channel of a chat, $since - when it was linked
link-chat-here = • { $channel }, since { DATE($since) } (this one)
# $channel - channel of a chat, $since - when it was linked
link-chat = • { $channel }, since { DATE($since) }
# $channel - channel of a chat, $since - when it was linked
link-part = Unlink { $channel } ({ DATE($since) })
# $channel - channel of this chat
link-part-here = Unlink this channel ({ $channel })
# $channel - channel of the other chat
link-part-sure = Unlink the chat on { $channel }? Your opinions can no longer be seen there; opinions and roles stay here.
# $channel - channel of this chat
link-part-here-sure = Unlink this chat ({ $channel })? Your opinions can no longer be seen here; opinions and roles stay on the other channel.
link-part-yes = Yes, unlink
# $channel - channel of the chat that was parted
link-parted = The chat on { $channel } was unlinked.
link-parted-here = This chat was unlinked. Opinions and roles stay on the other channel; to use the assistant here, please begin anew.
# $channel - channel of the chat that was parted
link-parted-told = The chat on { $channel } was unlinked, as one of your channels asked.
