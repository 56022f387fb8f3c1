/** The operators that answer rules, which come and go, over a stream of events. */
package io.millrace.rules;
