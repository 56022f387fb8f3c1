/** The table connector {@code millrace-rules}: files of rules as tables, both ways. */
package io.millrace.connector.rules;
