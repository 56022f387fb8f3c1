// SPDX-License-Identifier: Apache-2.0
/** What a user might send. */
package example;
