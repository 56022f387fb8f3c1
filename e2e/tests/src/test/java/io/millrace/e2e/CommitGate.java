// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Lies between clients and a broker, on loopback, and can stop clients where they commit a
 * transaction: what passes through it is Kafka's protocol, requests and answers behind their
 * lengths.
 */
final class CommitGate implements AutoCloseable {
  /** The key of the request that ends a transaction, EndTxn. */
  private static final int END = 26;

  private static final int NO_REQUEST = -1;

  enum Stop {
    NOWHERE,
    /** The broker does not hear of it. */
    BEFORE_COMMIT,
    /** The client does not hear that it is done. */
    AFTER_COMMIT
  }

  private final ServerSocket server;
  private final int broker;
  private final List<Socket> held = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private Stop stop = Stop.NOWHERE;

  private CommitGate(ServerSocket server, int broker) {
    this.server = server;
    this.broker = broker;
  }

  /**
   * @param broker the port behind it
   */
  static CommitGate before(int broker) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    CommitGate gate = new CommitGate(server, broker);
    thread(gate::accept);
    return gate;
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized void stopAt(Stop where) {
    stop = where;
  }

  /** How many clients stand there. */
  synchronized int held() {
    return held.size();
  }

  /** Stops nobody any longer; who stood there has lost the connection. */
  synchronized void release() {
    stop = Stop.NOWHERE;
    held.forEach(CommitGate::close);
    held.clear();
  }

  private synchronized boolean isStop(Stop where) {
    return stop == where;
  }

  private synchronized void hold(Socket client) {
    held.add(client);
  }

  private synchronized void add(Socket socket) {
    open.add(socket);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket behind = new Socket("localhost", broker);
      add(client);
      add(behind);
      new Connection(client, behind).start();
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket behind;

    /** Of the commit whose answer is not for the client. */
    private volatile int swallowed = NO_REQUEST;

    Connection(Socket client, Socket behind) {
      this.client = client;
      this.behind = behind;
    }

    void start() {
      thread(this::requests);
      thread(this::answers);
    }

    private void requests() throws IOException {
      try (behind) {
        DataInputStream in = new DataInputStream(client.getInputStream());
        DataOutputStream out = new DataOutputStream(behind.getOutputStream());
        while (true) {
          byte[] frame = frame(in);
          if (isCommit(frame) && isStop(Stop.BEFORE_COMMIT)) {
            hold(client);
          } else {
            if (isCommit(frame) && isStop(Stop.AFTER_COMMIT)) {
              swallowed = ByteBuffer.wrap(frame).getInt(4);
            }
            pass(frame, out);
          }
        }
      }
    }

    private void answers() throws IOException {
      try (client) {
        DataInputStream in = new DataInputStream(behind.getInputStream());
        DataOutputStream out = new DataOutputStream(client.getOutputStream());
        while (true) {
          byte[] frame = frame(in);
          if (swallowed != NO_REQUEST && ByteBuffer.wrap(frame).getInt() == swallowed) {
            hold(client);
          } else {
            pass(frame, out);
          }
        }
      }
    }
  }

  private static byte[] frame(DataInputStream in) throws IOException {
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  private static void pass(byte[] frame, DataOutputStream out) throws IOException {
    out.writeInt(frame.length);
    out.write(frame);
    out.flush();
  }

  /** Not an abort; from version 3 on, an empty section of tags is behind what says so. */
  private static boolean isCommit(byte[] frame) {
    ByteBuffer header = ByteBuffer.wrap(frame);
    return header.getShort() == END && frame[frame.length - (header.getShort() < 3 ? 1 : 2)] != 0;
  }

  private interface Step {
    void run() throws IOException;
  }

  /** Ends with a connection. */
  private static void thread(Step step) {
    Thread thread =
        new Thread(
            () -> {
              try {
                step.run();
              } catch (IOException ended) {
                // One of the two has hung up.
              }
            },
            "commit gate");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (this) {
      open.forEach(CommitGate::close);
    }
  }
}
