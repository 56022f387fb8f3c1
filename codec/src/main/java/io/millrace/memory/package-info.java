// SPDX-License-Identifier: Apache-2.0
/** Where the memory of Arrow vectors comes from. */
package io.millrace.memory;
