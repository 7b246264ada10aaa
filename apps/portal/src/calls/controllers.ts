import { CallApi } from './call.api.js';
import { CalendarPages, CallPages } from './call.pages.js';

/** The calendar, the calls of the agency, and their API. */
export const callsControllers = [CalendarPages, CallPages, CallApi];
