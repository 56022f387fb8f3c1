// SPDX-License-Identifier: Apache-2.0
/** Functions over lists, structs and maps. */
package io.millrace.nested;
