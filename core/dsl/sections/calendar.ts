/** A day of the Gregorian calendar. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The days from 1970-01-01 to a day; negative before. Null when there is no such day. */
export function dayNumber({ year, month, day }: Day): number | null {
  const length = (daysOfMonth[month - 1] ?? 0) + (month === 2 && isLeap(year) ? 1 : 0);
  if (year < 1 || day < 1 || day > length) return null;
  const leapDay = month > 2 && isLeap(year) ? 1 : 0;
  return daysBeforeYear(year) - daysBeforeYear(1970) + (daysBeforeMonth[month - 1] ?? 0) + leapDay + day - 1;
}

/** The day that is so many days after 1970-01-01. */
export function dayOf(number: number): Day {
  const days = number + daysBeforeYear(1970);
  let year = Math.floor(days / 365.2425) + 1;
  while (daysBeforeYear(year) > days) year -= 1;
  while (daysBeforeYear(year + 1) <= days) year += 1;
  let month = 12;
  while (month > 1 && (dayNumber({ year, month, day: 1 }) ?? 0) > number) month -= 1;
  return { year, month, day: number - (dayNumber({ year, month, day: 1 }) ?? 0) + 1 };
}

/** Counted from the first day of the year 1. */
function daysBeforeYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}
