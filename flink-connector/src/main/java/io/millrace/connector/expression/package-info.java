/** The format {@code datafusion-expr}: messages that are one expression each. */
package io.millrace.connector.expression;
