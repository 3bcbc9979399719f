# One build, two images: --target master and --target secondary. Works with BuildKit and with the classic builder.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /build
# What Maven downloads depends on the poms alone, so it gets a layer that later builds find in the cache. A class to
# compile is needed, or the compiler's plugins would not be fetched.
COPY pom.xml ./
COPY .mvn .mvn
COPY common-proto/pom.xml common-proto/
COPY common-node/pom.xml common-node/
COPY master-node/pom.xml master-node/
COPY secondary-node/pom.xml secondary-node/
COPY fuzz-tests/pom.xml fuzz-tests/
COPY cluster-tests/pom.xml cluster-tests/
COPY benchmarks/pom.xml benchmarks/
ARG MAVEN="mvn -B -q -DskipTests -Dspotless.check.skip -pl master-node,secondary-node -am package"
RUN mkdir -p common-proto/src/main/java/warmup \
    && echo 'package warmup; final class Warmup {}' >common-proto/src/main/java/warmup/Warmup.java \
    && $MAVEN \
    && rm -r common-proto/src */target
COPY common-proto/src/main common-proto/src/main
COPY common-node/src/main common-node/src/main
COPY master-node/src/main master-node/src/main
COPY secondary-node/src/main secondary-node/src/main
RUN $MAVEN

# By the Java that will run the nodes, and where they will be: only there the archives of their classes fit.
FROM eclipse-temurin:25-jre AS archived
WORKDIR /opt/replog
COPY scripts/archive-classes ./
COPY --from=build /build/master-node/target/master-node.jar /build/secondary-node/target/secondary-node.jar ./
RUN ./archive-classes master-node.jar secondary-node.jar

FROM eclipse-temurin:25-jre AS node
WORKDIR /opt/replog
COPY LICENSE container/health-check jvm.options ./
# Each can be set anew, with -e or on the command line; the health check follows the variable.
ENV REPLOG_BIND_ADDRESS=0.0.0.0 \
    REPLOG_HTTP_PORT=80
# A place for the log, used where REPLOG_DATA_DIR says so; a new volume that is mounted there takes over its owner.
RUN mkdir /data && chown 10001:10001 /data
EXPOSE 80
HEALTHCHECK --interval=5s --timeout=4s --start-period=30s --retries=3 CMD ["/opt/replog/health-check"]
USER 10001:10001

# Of the container's memory half is for the heap; the sockets' buffers and the JVM itself live beside it.

FROM node AS secondary
COPY --from=archived /opt/replog/secondary-node.jar /opt/replog/secondary-node.jsa ./
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/replog/secondary-node.jsa", \
    "@/opt/replog/jvm.options", "-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=128m", \
    "-jar", "/opt/replog/secondary-node.jar"]

FROM node AS master
EXPOSE 6000
COPY --from=archived /opt/replog/master-node.jar /opt/replog/master-node.jsa ./
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/replog/master-node.jsa", \
    "@/opt/replog/jvm.options", "-XX:MaxRAMPercentage=50", "-XX:MaxDirectMemorySize=128m", \
    "-jar", "/opt/replog/master-node.jar"]
