import { DateTime } from 'luxon';
import { refusePackage } from './package.messages.js';

const zone = 'Europe/Paris';

/** The day in Paris of an instant, `YYYY-MM-DD`. */
export function dayInParis(instant: Date): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** The instant from which a version is in force: now for today, the first of a day to come. @throws DomainError 422 when the day is past. */
export function effectiveInstant(now: Date, day = dayInParis(now)): Date {
  const first = DateTime.fromFormat(day, 'yyyy-MM-dd', { zone });
  const today = dayInParis(now);
  if (!first.isValid || day < today) {
    const { text } = refusePackage.invalid('package.effective-past');
    throw refusePackage.invalid('package.effective-past', {}, [{ field: 'effectiveOn', code: 'package.effective-past', text }]);
  }
  return day === today ? now : first.toJSDate();
}
