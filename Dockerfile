# Rockpool in an image: built from this folder, unpacked, with an AOT cache made by the image's own JDK.
#
#   docker build -t rockpool .
#   docker run --stop-timeout 45 -p 127.0.0.1:8080:8080 -v rockpool-data:/data -e ROCKPOOL_GUESTS=on rockpool

FROM eclipse-temurin:25-jdk AS build
# The Maven wrapper's checksum is the one of the zip.
RUN apt-get update && apt-get install -y --no-install-recommends curl unzip
WORKDIR /build
COPY . .
RUN ./mvnw -q -B -pl server -am package -DskipTests

FROM eclipse-temurin:25-jdk
RUN useradd --system --create-home rockpool && install -d -o rockpool -g rockpool -m 700 /data
COPY --from=build /build/bin/rockpool /opt/rockpool/
COPY --from=build /build/server/target/server-0.1.0.jar /opt/rockpool/rockpool.jar
# As root: what is in the image is not to be written to later. With other ROCKPOOL_JAVA_OPTS the cache is another one.
RUN /opt/rockpool/rockpool --prepare
USER rockpool
# Inside a container every address is its own; who may come in is said by "docker run -p".
ENV ROCKPOOL_ADDRESS=0.0.0.0 ROCKPOOL_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${ROCKPOOL_PORT:-8080} && printf 'GET /actuator/health/liveness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
ENTRYPOINT ["/opt/rockpool/rockpool"]
