# Registering to speak.

# $title - the dialogue, $day - its day
dialogue-option = { $title } ({ $day })
speaker-ask-dialogue = Ông/bà muốn phát biểu tại hội nghị nào?
speaker-label-dialogue = Hội nghị
speaker-ask-hamlet = Xin ông/bà chọn thôn, xóm.
# $other - yes when it is for somebody else
speaker-ask-name =
    { $other ->
        [yes] Họ và tên người phát biểu?
       *[no] Xin ông/bà cho biết họ và tên.
    }
speaker-ask-summary = Xin ông/bà viết ngắn nội dung phát biểu, một vài câu.
speaker-label-summary = Nội dung
# $guessed - yes when the likeliest topics are shown first
speaker-ask-topic =
    { $guessed ->
        [yes] Thuộc lĩnh vực nào? Dưới đây là các lĩnh vực gần nhất.
       *[no] Thuộc lĩnh vực nào?
    }
speaker-ask-needs = Có cần hỗ trợ gì tại hội trường không? Chọn được nhiều mục.
speaker-label-needs = Hỗ trợ
need-interpreter = Người phiên dịch
need-wheelchair = Lối đi xe lăn
need-none = không cần
speaker-review = Xin xem lại đăng ký phát biểu:
speaker-send = Gửi đăng ký
# $place - place in the list
seat-listed = trong danh sách phát biểu, thứ { $place }
seat-waiting = trong danh sách chờ, thứ { $place }
# $number - number of the registration, $name - who speaks, $seat - place in words, $title - the dialogue
speaker-registered =
    Đã đăng ký phát biểu số { $number } cho { $name }: { $seat }.
    { $title }
# $when - when, $venue - where
speaker-where = { $when }, tại { $venue }.
# $topic - topic, $summary - what about, $needs - what is needed
speaker-page =
    Đăng ký phát biểu số { $number } — { $name }: { $seat }.
    { $title }
    Lĩnh vực: { $topic }. Hỗ trợ: { $needs }.
    Nội dung: { $summary }
speaker-see = Xem đăng ký
speaker-next-other = Đăng ký cho người khác
speaker-change = Sửa nội dung
speaker-changed = Đã sửa.
speaker-withdraw = Rút đăng ký
# $name - who speaks
speaker-withdraw-sure = Rút đăng ký phát biểu của { $name }?
speaker-withdraw-yes = Đúng, rút đăng ký
speaker-withdrawn = Đã rút đăng ký phát biểu của { $name }.
# $name - who speaks, $place - place in the list, $title - the dialogue, $when - when, $venue - where
speaker-promoted =
    { $name } đã được chuyển từ danh sách chờ lên danh sách phát biểu, thứ { $place }.
    { $title }: { $when }, tại { $venue }.
speaker-none-open = Hiện chưa có hội nghị nào nhận đăng ký phát biểu. Ông/bà vẫn có thể gửi ý kiến.
# $title - the dialogue
speaker-refused-not-open = { $title } hiện không nhận đăng ký phát biểu. Ông/bà vẫn có thể gửi ý kiến bằng văn bản tại đây.
# $until - when registration closed
speaker-refused-closed = Hội nghị này đã hết hạn đăng ký phát biểu ({ TIME($until) }, { DATE($until) }). Ông/bà vẫn có thể gửi ý kiến bằng văn bản tại đây.
# $number - number of the registration, $name - who speaks
speaker-refused-twice = { $name } đã đăng ký phát biểu (số { $number }) tại hội nghị này. Muốn đổi nội dung, xin mở “Ý kiến của tôi”.
speaker-refused-not-yours = Không tìm thấy đăng ký này trong các đăng ký của ông/bà.
