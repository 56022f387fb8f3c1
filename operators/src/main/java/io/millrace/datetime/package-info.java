// SPDX-License-Identifier: Apache-2.0
/** Functions over dates, times and timestamps. */
package io.millrace.datetime;
