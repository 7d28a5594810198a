/** Ids of the controls of a schedule's own fields, by what the server calls them. */
export const timeFieldIds = {
  rule: 'schedule-rule',
  timeZone: 'schedule-zone',
  since: 'schedule-since',
  until: 'schedule-until',
} as const;
