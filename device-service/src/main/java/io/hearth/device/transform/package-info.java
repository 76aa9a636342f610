/** What EdgeX does to a value between device and reading (EdgeX API, transforms): arithmetic, assertion and mappings. */
package io.hearth.device.transform;
