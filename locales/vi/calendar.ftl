# Deadlines that explain themselves, and the working calendar.

# $period - how it is counted, $event - what it is counted from
deadline-unknown = { $period }; chưa tính được, vì chưa ấn định ngày { $event }
# $count - working days in words, $since - what they are counted from
deadline-working-days = { $count } kể từ { $since }
# $exceptions - days that were left out or counted although they are usually free
deadline-working-days-except = { $count } kể từ { $since }, { $exceptions }
deadline-days-after = { $count } sau { $since }
deadline-working-days-before-except = { $count } trước { $since }, { $exceptions }
deadline-days-before = { $count } trước { $since }
# $since - the event with its day
deadline-same-day = cùng ngày với { $since }
# $day - the day that was stated
deadline-before-day = trước ngày { DATE($day) }
deadline-fixed = ngày đã ấn định
# As offices write numbers of days. $count - how many
deadline-count = { $count ->
        [1] 01
        [2] 02
        [3] 03
        [4] 04
        [5] 05
        [6] 06
        [7] 07
        [8] 08
        [9] 09
       *[other] { $count }
    } ngày
deadline-count-working = { $count ->
        [1] 01
        [2] 02
        [3] 03
        [4] 04
        [5] 05
        [6] 06
        [7] 07
        [8] 08
        [9] 09
       *[other] { $count }
    } ngày làm việc
# $days - days off that were left out
deadline-skipping = trừ { $days }
# $days - days worked although they are usually free
deadline-counting = tính cả ngày làm bù { $days }
# $day - day and month
deadline-day = { $day }
# $name - name of the day
deadline-named-day = { $day } ({ $name })
# $event - what a deadline is counted from, $day - its day
deadline-since = { $event } { DATE($day) }
deadline-since-day = { DATE($day) }
deadline-from-received = ngày nhận
deadline-from-asked-again = ngày hỏi lại
deadline-from-dialogue = hội nghị
deadline-from-conclusion = thông báo kết luận

calendar-coming = Ngày nghỉ và ngày làm bù trong 6 tháng tới:
calendar-empty = Trong 6 tháng tới chưa có ngày nghỉ hay ngày làm bù nào.
# $day - the day
calendar-line-off = • { DAY($day) }: nghỉ
calendar-line-work = • { DAY($day) }: làm bù
# $name - name of the day
calendar-line-off-named = • { DAY($day) }: nghỉ ({ $name })
calendar-line-work-named = • { DAY($day) }: làm bù ({ $name })
# $line - the day, as it was added in the chat
calendar-line-own = { $line } · địa phương thêm
calendar-new-off = + Ngày nghỉ
calendar-new-work = + Ngày làm bù
# $day - the day
calendar-remove = Bỏ { DATE($day) }
# $kind - off for a day off, work for a make-up day, $short - a day without its year, $day - the same day
calendar-ask-day =
    { $kind ->
        [off] Xin ông/bà cho biết ngày nghỉ, ví dụ { $short } hoặc { DATE($day) }.
       *[work] Xin ông/bà cho biết ngày làm bù, ví dụ { $short } hoặc { DATE($day) }.
    }
calendar-label-day = Ngày
calendar-ask-name =
    { $kind ->
        [off] Nghỉ nhân dịp gì? Tên này hiện trong cách tính hạn trả lời.
       *[work] Làm bù cho ngày nào? Nội dung này hiện trong cách tính hạn trả lời.
    }
calendar-label-name = Nội dung
calendar-no-name = Không ghi
calendar-review =
    { $kind ->
        [off] Thêm ngày nghỉ. Hạn trả lời đang mở được tính lại và báo ngay. Xin xem lại:
       *[work] Thêm ngày làm bù. Hạn trả lời đang mở được tính lại và báo ngay. Xin xem lại:
    }
calendar-send = Thêm vào lịch
# $day - the day, $moved - what has moved, in words
calendar-added =
    { $kind ->
        [off] Đã thêm ngày nghỉ: { DAY($day) }. { $moved }
       *[work] Đã thêm ngày làm bù: { DAY($day) }. { $moved }
    }
calendar-removed = Đã bỏ: { DAY($day) }. { $moved }
# $count - how many last days have moved
calendar-moved-count = { $count ->
        [0] Không hạn trả lời nào thay đổi.
       *[other] { $count } hạn trả lời thay đổi; người gửi và cơ quan đã được báo.
    }
calendar-remove-sure = Bỏ { DAY($day) } khỏi lịch? Hạn trả lời đang mở được tính lại và báo ngay.
calendar-remove-yes = Bỏ ngày này
calendar-refused-past = Ngày { DATE($day) } đã qua nên không thêm được.
calendar-refused-off-already = Ngày { DATE($day) } đã là ngày nghỉ.
calendar-refused-work-already = Ngày { DATE($day) } đã là ngày làm việc.
calendar-refused-not-added = Ngày { DATE($day) } không phải ngày địa phương thêm, nên không bỏ được.

# $code - reference code, $old - last day until now, $new - last day from now on, $why - reason in words
calendar-moved = Hạn trả lời { $code } đổi từ { DATE($old) } sang { DATE($new) } vì { $why }.
# $count - how many
calendar-moved-several = Hạn trả lời của { $count } ý kiến thay đổi vì { $why }:
calendar-moved-line = • { $code }: { DATE($old) } → { DATE($new) }
calendar-moved-more = … và { $count } ý kiến khác.
calendar-why-updated = lịch làm việc được cập nhật
calendar-why-weekdays = ngày làm việc trong tuần thay đổi
# $days - days that have changed, $more - how many more
calendar-why-days = { $days }{ $more ->
        [0] { "" }
       *[other] { " " }và { $more } ngày khác thay đổi
    }
# $day - the day with its name
calendar-why-off = { $day } được nghỉ
calendar-why-work = { $day } là ngày làm bù
calendar-why-no-longer-off = { $day } không còn là ngày nghỉ
calendar-why-no-longer-work = { $day } không còn là ngày làm bù

# Once in December, to clerks. $year - next year
calendar-next-year =
    Lịch làm việc năm { $year } chưa có ngày làm bù nào. Khi có quyết định hoán đổi ngày nghỉ, xin ông/bà thêm vào lịch.
    Hạn trả lời được tính theo lịch này.
