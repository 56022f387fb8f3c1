// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.MissingNode;

/** What a JobManager answers to questions in JSON, on loopback. */
final class Rest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BOUNDARY = "a-jar-and-nothing-else";

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port;

  Rest(int port) {
    this.port = port;
  }

  /** The value at a JSON pointer of an answer; missing where there is none, or no answer yet. */
  JsonNode get(String path, String pointer) {
    HttpResponse<String> response;
    try {
      response = send(request(path).GET());
    } catch (IOException notYet) {
      return MissingNode.getInstance();
    }
    return response.statusCode() == 200
        ? read(response.body()).at(pointer)
        : MissingNode.getInstance();
  }

  /** Fails unless it is accepted. */
  JsonNode post(String path, Object body) {
    try {
      return accepted(
          send(json(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Fails if it is accepted; what is answered. */
  String refused(String path, Object body) throws IOException {
    HttpResponse<String> response =
        send(json(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    if (response.statusCode() < 400) {
      throw new AssertionError("It was accepted: " + response.body());
    }
    return response.body();
  }

  void patch(String path) {
    try {
      accepted(send(request(path).method("PATCH", BodyPublishers.noBody())));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** Sends a jar to be run; the name that it has there. */
  String upload(Path jar) {
    try {
      HttpResponse<String> response =
          send(
              request("/jars/upload")
                  .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                  .POST(form(jar)));
      return Path.of(accepted(response).get("filename").asText()).getFileName().toString();
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  private static BodyPublisher form(Path jar) throws FileNotFoundException {
    String head =
        """
        --%s\r
        Content-Disposition: form-data; name="jarfile"; filename="%s"\r
        Content-Type: application/x-java-archive\r
        \r
        """
            .formatted(BOUNDARY, jar.getFileName());
    return BodyPublishers.concat(
        BodyPublishers.ofString(head),
        BodyPublishers.ofFile(jar),
        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException failed) {
      throw new AssertionError(json, failed);
    }
  }

  private static JsonNode accepted(HttpResponse<String> response) {
    if (response.statusCode() >= 300) {
      throw new AssertionError(response + "\n" + response.body());
    }
    return read(response.body());
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }
}
