import { DateTime } from 'luxon';

const zone = 'Europe/Paris';

/** Easter Sunday of a year in the Gregorian calendar (Oudin's method). */
function easter(year: number): DateTime {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const epact = (century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 19 * golden + 15) % 30;
  const moon = epact - Math.floor(epact / 28) * (1 - Math.floor(29 / (epact + 1)) * Math.floor((21 - golden) / 11));
  const weekday = (year + Math.floor(year / 4) + moon + 2 - century + Math.floor(century / 4)) % 7;
  const offset = moon - weekday;
  const month = 3 + Math.floor((offset + 40) / 44);
  return DateTime.fromObject({ year, month, day: offset + 28 - 31 * Math.floor(month / 4) }, { zone });
}

const fixedHolidays = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
const known = new Map<number, ReadonlySet<string>>();

/** The eleven public holidays of a year in metropolitan France (Code du travail, article L. 3133-1), as `YYYY-MM-DD`. */
export function publicHolidays(year: number): ReadonlySet<string> {
  const found = known.get(year);
  if (found) return found;
  const sunday = easter(year);
  const moving = [1, 39, 50].map((days) => sunday.plus({ days }).toFormat('yyyy-MM-dd'));
  const days = new Set([...fixedHolidays.map((day) => `${year}-${day}`), ...moving]);
  known.set(year, days);
  return days;
}

/** Whether a day is worked: neither Saturday, nor Sunday, nor a public holiday. */
function isWorked(day: DateTime): boolean {
  return day.weekday <= 5 && !publicHolidays(day.year).has(day.toFormat('yyyy-MM-dd'));
}

/** Worked days of Paris that end after `from` and up to `to`: the day of `from` does not count, that of `to` does. */
export function workingDaysBetween(from: Date, to: Date): number {
  const last = DateTime.fromJSDate(to, { zone }).startOf('day');
  let day = DateTime.fromJSDate(from, { zone }).startOf('day').plus({ days: 1 });
  let count = 0;
  for (; day <= last; day = day.plus({ days: 1 })) if (isWorked(day)) count += 1;
  return count;
}

/** The end (midnight, Paris) of the n-th worked day after an instant; the day of the instant does not count. */
export function afterWorkingDays(from: Date, days: number): Date {
  let day = DateTime.fromJSDate(from, { zone }).startOf('day');
  for (let left = days; left > 0;) {
    day = day.plus({ days: 1 });
    if (isWorked(day)) left -= 1;
  }
  return day.plus({ days: 1 }).toJSDate();
}
