### Telegram: what the menu of commands says. At most 256 characters each.

## In a private chat

telegram-command-start = Bắt đầu
telegram-command-menu = Các việc có thể làm ở đây
telegram-command-ykien = Gửi câu hỏi, kiến nghị, phản ánh
telegram-command-phatbieu = Đăng ký phát biểu tại hội nghị đối thoại
telegram-command-cuatoi = Ý kiến và đăng ký của tôi
telegram-command-tracuu = Tra cứu theo mã
telegram-command-viec = Việc đang chờ xử lý (cán bộ)
telegram-command-trogiup = Hướng dẫn sử dụng
telegram-command-ngonngu = Đổi ngôn ngữ / Change language

## In the group of a department, where viec and trogiup are shown as well

telegram-command-ketnoi = Kết nối nhóm này với cơ quan, đơn vị
