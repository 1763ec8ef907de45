### Zalo's Bot Platform, where there are no buttons and no files but by their address.

zalo-bot-unread = Zalo chưa chuyển được loại tin này cho trợ lý. Xin ông/bà viết chữ, gửi ảnh hoặc tin nhắn thoại.
# $name - name of the file, $link - where it can be seen
file-link = { $name }: { $link }
file-link-expired = Đường dẫn này đã hết hạn. Xin ông/bà mở lại tin trong trò chuyện với trợ lý.

## Why a message did not arrive: parts of a sentence

trouble-zalo-bot-full = tài khoản thử nghiệm trên Zalo đã đủ số người dùng; cần dùng tài khoản Zalo chính thức
