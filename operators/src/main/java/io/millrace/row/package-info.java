/** How rows and Java objects of users are read into columns, and results become rows. */
package io.millrace.row;
