# Official papers that people send back, edited in Word.

official-refused-unreadable = This file cannot be read. Please save it again as a Word file (.docx) and send it once more.

# Names on official papers. $province - name of the province, $city - yes where it is a city
official-above-party =
    { $city ->
        [yes] Party Committee of the city of { $province }
       *[no] Party Committee of { $province }
    }
# $unit - the commune with its kind
official-body-party = Party Committee of { $unit }
official-body-state = People's Committee of { $unit }
official-short-state = UBND
official-recipient-front = Fatherland Front of { $unit } (to supervise)
official-kept-party = Party office
official-kept-state = Office
