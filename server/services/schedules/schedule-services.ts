import type { ServiceDependencies } from '../dependencies.ts';
import type { ScheduleServices } from '../services.ts';
import { getSchedule, listSchedules, showOccurrences } from './read-schedules.ts';
import { runSchedule } from './run-schedule.ts';
import { changeSchedule, createSchedule, deleteSchedule } from './write-schedules.ts';

/** The use cases about schedules. */
export function scheduleServices(d: ServiceDependencies): ScheduleServices {
  return {
    list: (actor, input) => listSchedules(d, actor, input),
    get: (actor, id) => getSchedule(d, actor, id),
    occurrences: (_actor, input) => showOccurrences(d, input),
    create: (actor, input) => createSchedule(d, actor, input),
    update: (actor, input) => changeSchedule(d, actor, input),
    delete: (actor, id) => deleteSchedule(d, actor, id),
    run: (actor, id) => runSchedule(d, actor, id),
  };
}
