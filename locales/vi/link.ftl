# One person in several chats.

channel-web = trang web
channel-telegram = Telegram
channel-zalo = Zalo
channel-zalo-bot = Zalo

link-button = Dùng chung với kênh khác
# $code - code to type, $until - when it expires, $commune - name of the commune with its kind
link-code =
    Mã nối của ông/bà: { $code }
    Mở trợ lý của { $commune } ở kênh kia (Zalo, Telegram hoặc trang web) rồi gõ mã này. Mã dùng một lần, đến { TIME($until) }. Xin đừng đưa mã cho người khác.
# $links - links into the other channels, one a line
link-where =
    Mở kênh kia tại đây:
    { $links }
# $channel - channel of the other chat, $name - name of its person
link-sure =
    Nối với cuộc trò chuyện trên { $channel } của { $name }?
    Hai nơi sẽ dùng chung ý kiến, vai trò, bản viết dở và thông tin cá nhân. Chỉ nối nếu đó cũng là của ông/bà.
link-yes = Nối
link-no = Không nối
link-done = Đã nối. Từ nay ông/bà dùng kênh nào cũng được; tin báo đến kênh ông/bà dùng sau cùng.
# $number - number of the registration taken off the list, $name - name of the speaker
link-one-registration = Ông/bà đã đăng ký phát biểu hai lần ở một hội nghị: số đến trước được giữ, số { $number } ({ $name }) được rút.
link-left = Không nối. Mọi thứ vẫn như cũ.
# $channel - channel of the chat that has come in
link-told = Cuộc trò chuyện này đã được nối với một cuộc trò chuyện trên { $channel }, dùng chung ý kiến và vai trò. Nếu không phải ông/bà nối, xin bấm “Không phải tôi, bỏ nối”.
link-not-me = Không phải tôi, bỏ nối
link-refused-unknown = Mã nối này không đúng hoặc không còn dùng được. Xin ông/bà xem lại mã, hoặc lấy mã mới ở kênh kia: “Thông tin của tôi”, rồi “Dùng chung với kênh khác”.
link-refused-used = Mã nối này đã được dùng. Xin ông/bà lấy mã mới ở kênh kia.
link-refused-expired = Mã nối này đã hết hạn. Xin ông/bà lấy mã mới ở kênh kia.
link-refused-same-chat = Mã này để gõ ở kênh kia, không phải ở đây.
link-refused-joined = Hai cuộc trò chuyện này đã được nối rồi.
link-refused-tries = Ông/bà đã gõ sai mã nhiều lần. Xin thử lại sau một giờ.
# $when - from when it is allowed
link-refused-too-new = Kênh này mới được nối nên chưa bỏ được kênh có từ trước. Xin ông/bà làm ở kênh kia, hoặc đợi đến { TIME($when) } ngày { DATE($when) }.
link-refused-not-yours = Cuộc trò chuyện đó không còn nối với ông/bà.
link-chats = Các kênh ông/bà đang dùng chung:
# $channel - channel of a chat, $since - when it was linked
link-chat-here = • { $channel }, từ { DATE($since) } (đang dùng)
# $channel - channel of a chat, $since - when it was linked
link-chat = • { $channel }, từ { DATE($since) }
# $channel - channel of a chat, $since - when it was linked
link-part = Bỏ nối { $channel } ({ DATE($since) })
# $channel - channel of this chat
link-part-here = Bỏ nối kênh này ({ $channel })
# $channel - channel of the other chat
link-part-sure = Bỏ nối cuộc trò chuyện trên { $channel }? Ở đó sẽ không còn xem được ý kiến của ông/bà; ý kiến và vai trò vẫn còn ở đây.
# $channel - channel of this chat
link-part-here-sure = Bỏ nối cuộc trò chuyện này ({ $channel })? Ở đây sẽ không còn xem được ý kiến của ông/bà; ý kiến và vai trò vẫn còn ở kênh kia.
link-part-yes = Đúng, bỏ nối
# $channel - channel of the chat that was parted
link-parted = Đã bỏ nối cuộc trò chuyện trên { $channel }.
link-parted-here = Cuộc trò chuyện này đã được bỏ nối. Ý kiến và vai trò còn ở kênh kia; ở đây, nếu muốn dùng trợ lý, xin ông/bà bắt đầu lại.
# $channel - channel of the chat that was parted
link-parted-told = Đã bỏ nối cuộc trò chuyện trên { $channel } theo yêu cầu từ một kênh của ông/bà.
