# The printed poster of a dialogue, and what the loudspeaker reads out. The script has no abbreviations and no signs.

weekday-1 = thứ Hai
weekday-2 = thứ Ba
weekday-3 = thứ Tư
weekday-4 = thứ Năm
weekday-5 = thứ Sáu
weekday-6 = thứ Bảy
weekday-7 = Chủ nhật
month-1 = tháng 1
month-2 = tháng 2
month-3 = tháng 3
month-4 = tháng 4
month-5 = tháng 5
month-6 = tháng 6
month-7 = tháng 7
month-8 = tháng 8
month-9 = tháng 9
month-10 = tháng 10
month-11 = tháng 11
month-12 = tháng 12
# $weekday - weekday, $day - day of the month, $month - month, $year - year
day-said = { $weekday }, ngày { $day } { $month } năm { $year }
# $sharp - yes on the full hour, $hour - hour on the clock of twelve, $minute - minute, $part - part of the day
hour-said =
    { $sharp ->
        [yes] { $hour } giờ { $part }
       *[no] { $hour } giờ { $minute } { $part }
    }
hour-part-morning = sáng
hour-part-late-morning = trưa
hour-part-noon = trưa
hour-part-afternoon = chiều
hour-part-evening = tối
hour-part-night = đêm

# $kind - kind of hamlet, $name - its name
poster-hamlet = { $kind } { $name }
# $commune - the commune with its kind
poster-heading = Ủy ban nhân dân { $commune }
# $unit - the hamlet or commune with its kind
poster-invitation = Kính mời bà con { $unit }
# $audience - whom it is for
poster-invitation-audience = Kính mời { $audience }
# $weekday - weekday, $date - date
poster-day = { $weekday }, { DATE($date) }
poster-day-open = Ngày, giờ sẽ thông báo sau
poster-label-who = Dành cho
# $unit - the hamlet or commune with its kind
poster-who = Toàn thể Nhân dân { $unit }
poster-label-topics = Nội dung
poster-others = và các nội dung khác
poster-label-opinions = Nhận ý kiến đến hết
poster-label-opinions-open = Nhận ý kiến
poster-opinions-open = đến khi hội nghị bắt đầu
poster-label-speakers = Đăng ký phát biểu trước
# $hour - hour in words, $weekday - weekday, $date - date
poster-moment = { $hour }, { $weekday } { DATE($date) }
poster-scan = Quét mã để gửi ý kiến
poster-channel-web = Trang web
poster-channel-telegram = Telegram
poster-channel-zalo = Zalo
# $head - who stands at the head of the hamlet, $office - where to come in person
poster-contact = Không dùng điện thoại: xin gửi ý kiến qua { $head } hoặc tại { $office }.

head-any = trưởng thôn hoặc tổ trưởng tổ dân phố
head-thon = trưởng thôn
head-ban = trưởng bản
head-xom = trưởng xóm
head-ap = trưởng ấp
head-to-dan-pho = tổ trưởng tổ dân phố
head-khu-pho = trưởng khu phố

loudspeaker-note = Người đọc: xin đọc chậm, rõ từng câu. Đọc hai lần.
# $unit - the hamlet or commune with its kind
loudspeaker-greeting = Kính thưa toàn thể bà con { $unit }!
# $commune - the commune with its kind, $title - title of the dialogue
loudspeaker-what = Ủy ban nhân dân { $commune } xin thông báo về việc tổ chức { $title }.
# $hour - hour in words, $day - day in words
loudspeaker-when = Hội nghị bắt đầu lúc { $hour } { $day }.
loudspeaker-when-open = Ngày, giờ của hội nghị sẽ được thông báo sau.
# $venue - where
loudspeaker-where = Địa điểm: { $venue }.
# $unit - the hamlet or commune with its kind
loudspeaker-who = Toàn thể bà con { $unit } đều có thể đến dự, nghe lãnh đạo trả lời và trực tiếp nêu ý kiến.
# $audience - whom it is for
loudspeaker-audience = Hội nghị dành cho { $audience }. Ai thuộc diện này đều có thể đến dự, nghe lãnh đạo trả lời và trực tiếp nêu ý kiến.
# $head - who stands at the head of the hamlet, $office - where to come in person
loudspeaker-how =
    Bà con có thể gửi ý kiến trước hội nghị bằng một trong ba cách.
    Một là nhắn tin bằng điện thoại, sau khi quét mã in trên tờ thông báo.
    Hai là nói với { $head } để được ghi lại và gửi giúp.
    Ba là viết ra giấy và nộp tại { $office }.
# $day - day in words
loudspeaker-opinions = Ý kiến được nhận đến hết { $day }.
loudspeaker-opinions-open = Ý kiến được nhận đến khi hội nghị bắt đầu.
# $hour - hour in words, $day - day in words
loudspeaker-speakers = Ai muốn phát biểu tại hội nghị, xin đăng ký trước { $hour } { $day }.
loudspeaker-come = Mọi ý kiến đều được ghi lại và chuyển đến nơi có trách nhiệm trả lời. Rất mong bà con sắp xếp công việc, đến dự đông đủ.
loudspeaker-closing = Xin trân trọng thông báo!
