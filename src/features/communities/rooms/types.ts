export const ROOM_TYPES = ['working_group', 'event', 'interest'] as const;
