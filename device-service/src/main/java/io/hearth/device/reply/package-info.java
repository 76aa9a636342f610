/** Devices' replies to commands: who waits for which, and what becomes of those that nobody waits for. */
package io.hearth.device.reply;
