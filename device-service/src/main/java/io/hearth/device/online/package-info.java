/** Who is online: what devices, their last wills and their silence say, and what of it core-metadata is told. */
package io.hearth.device.online;
