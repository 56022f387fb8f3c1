// SPDX-License-Identifier: Apache-2.0
/** What is let in: limits on what is decoded. */
package io.millrace.trust;
