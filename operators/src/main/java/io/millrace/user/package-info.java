// SPDX-License-Identifier: Apache-2.0
/** Functions that users bring, as the engine calls them: kernels and accumulators. */
package io.millrace.user;
