// SPDX-License-Identifier: Apache-2.0
package org.example.risk;

/** A function that is an object with fields, and a superclass with one. */
public final class Threshold extends Scaled implements Score {
  private final long limit;
  private transient String note = "not sent";

  public Threshold(long limit, long factor) {
    super(factor);
    this.limit = limit;
  }

  @Override
  public Object apply(Long amount) {
    return note == null && amount * factor() > limit;
  }

  public String note() {
    return note;
  }
}
