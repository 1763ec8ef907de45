# Closing a dialogue, and what is carried into the next one.

clerk-carried = Chuyển từ hội nghị trước
# $title - title of the dialogue
closing-page = Hoàn tất { $title }
closing-missing-head = Cần làm xong trước:
# $what - what is to be done
closing-missing = • { $what }
# $codes - reference codes
closing-questions = Câu hỏi của Mặt trận chưa trả lời: { $codes }. Việc nhắc vẫn tiếp tục.
# $count - how many, $into - where they go
closing-unresolved-head = Chưa giải quyết xong: { $count }. { $into }
closing-unresolved = • { $code }: { $text }
# $title - title of the next dialogue
closing-into = Sẽ chuyển sang { $title } và báo người gửi một lần:
closing-into-later = Sẽ chuyển sang hội nghị kế tiếp khi có và báo người gửi một lần:
closing-ready = Đã đủ để hoàn tất.
# $title - title of the dialogue, $count - how many
carried-list = { $title }: { $count } việc chuyển từ hội nghị trước.
carried-count = Ngoài ra có { $count } việc chuyển từ hội nghị trước.
# To the author. $next - title of the next dialogue
carried-to =
    { $title } đã khép lại, ý kiến { $code } của ông/bà chưa giải quyết xong nên được chuyển sang { $next }.
    { $department } vẫn tiếp tục giải quyết. Ông/bà không phải gửi lại.
carried-on =
    { $title } đã khép lại, ý kiến { $code } của ông/bà chưa giải quyết xong nên được chuyển sang hội nghị kế tiếp.
    { $department } vẫn tiếp tục giải quyết. Ông/bà không phải gửi lại.
dialogue-refused-no-notice = Chưa ban hành thông báo kết luận. Xin mở “Thông báo kết luận”, hoặc ghi mốc việc này là xong nếu đã ban hành trên giấy.
# $missing - what has to be done
dialogue-refused-incomplete =
    Chưa hoàn tất được, cần làm xong trước:
    { $missing }
