// SPDX-License-Identifier: Apache-2.0
/** How rules and events come from topics of Kafka, and answers get into them. */
package io.millrace.connector.kafka;
