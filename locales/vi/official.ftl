# Official papers that people send back, edited in Word.

official-refused-unreadable = Không đọc được tệp này. Xin ông/bà lưu lại dưới dạng Word (.docx) rồi gửi lại.

# Names on official papers. $province - name of the province, $city - yes where it is a city
official-above-party =
    { $city ->
        [yes] Đảng bộ thành phố { $province }
       *[no] Đảng bộ tỉnh { $province }
    }
# $unit - the commune with its kind
official-body-party = Đảng ủy { $unit }
official-body-state = Ủy ban nhân dân { $unit }
official-short-state = UBND
official-recipient-front = Ủy ban MTTQ Việt Nam { $unit } (giám sát)
official-kept-party = Văn phòng Đảng ủy
official-kept-state = VT, VP
