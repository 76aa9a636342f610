package io.hearth.rules.alarm;

/**
 * What has become of an alarm, for those who watch.
 *
 * @param alarm the alarm as it is now
 * @param note  what was done, by whom
 */
public record AlarmChange(Alarm alarm, Note note) {}
