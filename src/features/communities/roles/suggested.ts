/** Roles that leadership groups of communities of practice share out (Wenger-Trayner and Wenger-Trayner 2012, "Leadership groups"). */
export const SUGGESTED = ['agenda_activist', 'community_keeper', 'critical_friend', 'social_reporter', 'external_messenger', 'value_detective', 'organisational_broker'] as const;
